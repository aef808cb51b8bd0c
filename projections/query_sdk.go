package projections

import (
	"iter"
	"slices"
	"strconv"

	"reel/events"
	"reel/events/apigateway"
)

// An SdkType is a kind of client that AWS generates for a stage.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_SdkType.html.
type SdkType struct {
	ConfigurationProperties []SdkConfigurationProperty `json:"configurationProperties,omitempty"`
	Description             string                     `json:"description"`
	FriendlyName            string                     `json:"friendlyName"`
	Id                      string                     `json:"id"`
}

// An SdkConfigurationProperty is a parameter of GetSdk.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_SdkConfigurationProperty.html.
type SdkConfigurationProperty struct {
	DefaultValue string `json:"defaultValue,omitempty"`
	Description  string `json:"description"`
	FriendlyName string `json:"friendlyName"`
	Name         string `json:"name"`
	Required     bool   `json:"required"`
}

// sdkTypes are AWS's types with the parameters that API_GetSdk.html names. reel
// generates one of them, and the descriptions say so.
var sdkTypes = []SdkType{
	sdkType("android", "Android", required("groupId", "Group ID"), required("artifactId", "Artifact ID"),
		required("artifactVersion", "Artifact version"), required("invokerPackage", "Invoker package")),
	sdkType("java", "Java SDK", required("service.name", "Service name"), required("java.package-name", "Java package name"),
		SdkConfigurationProperty{Name: "java.build-system", FriendlyName: "Java build system", Description: "The build system of the project.", DefaultValue: "maven"},
		optional("java.group-id", "Java group ID"), optional("java.artifact-id", "Java artifact ID"), optional("java.artifact-version", "Java artifact version")),
	{Id: sdkJavaScript, FriendlyName: "JavaScript", Description: "A client in JavaScript, for browsers and Node."},
	sdkType("objectivec", "iOS (Objective-C)", required("classPrefix", "Class prefix")),
	sdkType("ruby", "Ruby", required("service.name", "Service name"), optional("ruby.gem-name", "Gem name"), optional("ruby.gem-version", "Gem version")),
	sdkType("swift", "iOS (Swift)", required("classPrefix", "Class prefix")),
}

// sdkJavaScript is the type that reel generates.
const sdkJavaScript = "javascript"

func sdkType(id, name string, properties ...SdkConfigurationProperty) SdkType {
	return SdkType{Id: id, FriendlyName: name, Description: "A client for " + name + ". reel does not generate it.", ConfigurationProperties: properties}
}

func required(name, friendly string) SdkConfigurationProperty {
	p := optional(name, friendly)
	p.Required = true
	return p
}

func optional(name, friendly string) SdkConfigurationProperty {
	return SdkConfigurationProperty{Name: name, FriendlyName: friendly, Description: friendly + " of the generated client."}
}

// GetSdkType answers GetSdkType.
func (w World) GetSdkType(c apigateway.GetSdkType) (SdkType, error) {
	i := slices.IndexFunc(sdkTypes, func(t SdkType) bool { return t.Id == c.Id })
	if i < 0 {
		return SdkType{}, events.Refuse(events.NotFound, "Invalid SDK type identifier specified")
	}
	return sdkTypes[i], nil
}

// GetSdkTypes answers GetSdkTypes, by id.
func (w World) GetSdkTypes(apigateway.GetSdkTypes) (Listing, error) {
	return Listing{func(key string) iter.Seq2[string, any] {
		return func(yield func(string, any) bool) {
			from, _ := strconv.Atoi(key) // "" is the first
			for i := max(from, 0); i < len(sdkTypes); i++ {
				if !yield(strconv.Itoa(i), sdkTypes[i]) {
					return
				}
			}
		}
	}}, nil
}

// GetSdk is the stage that a client is asked for. AWS generates several types;
// the others are refused in words.
func (w World) GetSdk(c apigateway.GetSdk) (Stage, error) {
	if _, err := w.GetSdkType(apigateway.GetSdkType{Id: c.SdkType}); err != nil {
		return Stage{}, events.Refuse(events.BadRequest, "Invalid SDK type specified: %s", c.SdkType)
	}
	st, err := w.Stage(c.RestApiId, c.StageName)
	if err != nil {
		return Stage{}, err
	}
	if c.SdkType != sdkJavaScript {
		return Stage{}, events.Refuse(events.BadRequest, "SDKs of type %s are not supported by reel, which generates %s only", c.SdkType, sdkJavaScript)
	}
	return st, nil
}

// DeployedAt is when the deployment that the stage serves was made, in seconds
// since 1970; 0 when there is none.
func (s Stage) DeployedAt() int64 {
	if d := s.api.Deployments.Get(s.DeploymentId); d != nil {
		return d.CreatedDate
	}
	return 0
}
